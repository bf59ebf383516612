'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Status } from '#components/display/status'
import { countOf, visibleText } from '#lib/core/format'
import type { AccountContact, AccountDetail } from '#lib/domains/accounts/contract'

const KINDS = ['OPERATIONS', 'SECURITY', 'BILLING'] as const
const KIND_WORDS = { OPERATIONS: 'Operations', SECURITY: 'Security', BILLING: 'Billing' } as const
const SWITCHED_ON = ['ENABLED', 'ENABLED_BY_DEFAULT']

/** Whom to ask about the account, and what it is tagged with. */
export function AccountPeople({ account }: { account: AccountDetail }) {
  return (
    <Grid gridDefinition={HALVES}>
      <Contacts account={account} />
      <TagsAndRegions account={account} />
    </Grid>
  )
}

const HALVES = [{ colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }]

function Contacts({ account: { contacts, contactsStatus, email } }: { account: AccountDetail }) {
  const read = contactsStatus === 'complete' || contacts.length > 0
  return (
    <Container header={<Header variant="h2">Contacts</Header>} fitHeight>
      <KeyValuePairs
        columns={2}
        minColumnWidth={180}
        items={[
          { label: 'Root e-mail address', value: visibleText(email) },
          ...KINDS.map((kind) => ({
            label: KIND_WORDS[kind],
            value: <Contact contact={contacts.find((contact) => contact.kind === kind)} read={read} />,
          })),
        ]}
      />
    </Container>
  )
}

function Contact({ contact, read }: { contact: AccountContact | undefined; read: boolean }) {
  if (!contact) return read ? 'Not set' : <Status kind="could-not-look" />
  return (
    <>
      {visibleText(contact.name)}
      <Box color="text-body-secondary" fontSize="body-s">
        {[contact.title, contact.email, contact.phone].flatMap((part) => (part ? [visibleText(part)] : [])).join(' · ')}
      </Box>
    </>
  )
}

function TagsAndRegions({ account: { tags, regions } }: { account: AccountDetail }) {
  const on = regions.filter(({ optStatus }) => SWITCHED_ON.includes(optStatus))
  return (
    <Container header={<Header variant="h2">Tags and Regions</Header>} fitHeight>
      <SpaceBetween size="m">
        {tags.length === 0 ? (
          <Box color="text-body-secondary">No tag of it is known.</Box>
        ) : (
          <KeyValuePairs
            columns={2}
            minColumnWidth={150}
            items={tags.map(({ key, value }) => ({ label: visibleText(key), value: visibleText(value) }))}
          />
        )}
        {regions.length === 0 ? (
          <Box color="text-body-secondary">Which Regions are switched on is not known.</Box>
        ) : (
          <ExpandableSection headerText={`${countOf(on.length, 'Region')} switched on`}>
            <Box variant="code">{on.map(({ region }) => region).join(', ')}</Box>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  )
}
