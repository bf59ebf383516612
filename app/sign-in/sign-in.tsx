'use client'

import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { SignedOutPage } from '#components/shell/signed-out-page'
import { fetchJson } from '#lib/http/fetch-json'

type Person = { id: string; name: string; role: string; comesFor: string }

export function SignIn({ people, next }: { people: readonly Person[]; next: string }) {
  const signIn = useMutation({
    mutationFn: (person: string) => fetchJson('/api/demo/sign-in', { method: 'POST', body: { person } }),
    // A whole new page, so that nothing of somebody else's stays in memory.
    onSuccess: () => window.location.assign(next),
  })
  return (
    <SignedOutPage
      title="Sign in to Steward"
      description={
        people.length > 0
          ? 'This is the demo: an invented organisation. Pick who you want to be.'
          : 'Ask your administrator for access.'
      }
    >
      <SpaceBetween size="m">
        {signIn.error && <Alert type="error">{signIn.error.message}</Alert>}
        {people.map(({ id, name, role, comesFor }) => (
          <div key={id} style={PERSON}>
            <div>
              <Box variant="strong">{name}</Box>
              <Box color="text-body-secondary" fontSize="body-s">
                {role}. {comesFor}
              </Box>
            </div>
            <div style={BUTTON}>
              <Button
                onClick={() => signIn.mutate(id)}
                loading={signIn.isPending && signIn.variables === id}
                disabled={signIn.isPending && signIn.variables !== id}
                ariaLabel={`Sign in as ${name}, ${id}`}
                wrapText={false}
              >
                Sign in
              </Button>
            </div>
          </div>
        ))}
        {people.length === 0 && (
          <Box variant="p">
            The first administrator comes in by a link that is good once. Whoever runs this installation prints it with{' '}
            <Box variant="code" display="inline">
              npx steward admin create EMAIL
            </Box>
            .
          </Box>
        )}
      </SpaceBetween>
    </SignedOutPage>
  )
}

/** The words beside it give way, not the button. */
const BUTTON = { flex: 'none' } as const
const PERSON = { display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 16 } as const
