'use client'

import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Modal from '@cloudscape-design/components/modal'
import Multiselect from '@cloudscape-design/components/multiselect'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { RUNS_KEY, requestRun, runQueries } from '#lib/domains/runs/client'

const ACCOUNT_ID = /^\d{12}$/

/** Asks what to collect, everything unless somebody chooses, and goes to the run that does it. */
export function CollectNow({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const client = useQueryClient()
  const choices = useQuery(runQueries.choices())
  const [extent, setExtent] = useState<'all' | 'some'>('all')
  const [sources, setSources] = useState<readonly string[]>([])
  const [accounts, setAccounts] = useState('')
  const accountIds = accounts.split(/[\s,;]+/).filter(Boolean)
  const wrong = accountIds.filter((id) => !ACCOUNT_ID.test(id))
  const request = useMutation({
    mutationFn: () => requestRun(extent === 'all' ? {} : { sources: [...sources], accountIds }),
    onSuccess: async ({ runId, message }) => {
      await client.invalidateQueries({ queryKey: RUNS_KEY })
      client.setQueryData(runQueries.answer(runId).queryKey, message)
      router.push(`/runs/${runId}`)
    },
  })
  const ready = extent === 'all' || (wrong.length === 0 && (sources.length > 0 || accountIds.length > 0))
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Collect now"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={!ready}
              loading={request.isPending || request.isSuccess}
              onClick={() => request.mutate()}
            >
              Collect
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <RadioGroup
          ariaLabel="What to collect"
          value={extent}
          onChange={({ detail }) => setExtent(detail.value === 'some' ? 'some' : 'all')}
          items={[
            { value: 'all', label: 'Everything', description: 'Every source in every account and Region.' },
            { value: 'some', label: 'Some sources or accounts' },
          ]}
        />
        {extent === 'some' && (
          <SpaceBetween size="m">
            <FormField label="Sources" description="None chosen is all of them.">
              <Multiselect
                options={(choices.data?.sources ?? []).map((value) => ({ value, label: value }))}
                selectedOptions={sources.map((value) => ({ value, label: value }))}
                onChange={({ detail }) => setSources(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
                placeholder="Choose sources"
                empty="No source is known before the first collection."
                statusType={choices.isPending ? 'loading' : choices.isError ? 'error' : 'finished'}
                errorText="The sources could not be loaded."
              />
            </FormField>
            <FormField
              label="Account ids"
              description="None given is all of them. Separate several by spaces or lines."
              errorText={wrong.length > 0 && `An account id has 12 digits: ${wrong[0]}`}
            >
              <Textarea value={accounts} onChange={({ detail }) => setAccounts(detail.value)} rows={3} />
            </FormField>
          </SpaceBetween>
        )}
        {request.error && (
          <Alert type="error" header="It was not asked for">
            {request.error.message}
          </Alert>
        )}
      </SpaceBetween>
    </Modal>
  )
}
