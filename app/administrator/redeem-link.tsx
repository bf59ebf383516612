'use client'

import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { SignedOutPage } from '#components/shell/signed-out-page'
import { fetchJson } from '#lib/http/fetch-json'

/** The token stands in the fragment of the address, which no server and no log ever sees. */
export function RedeemLink() {
  const redeem = useMutation({
    mutationFn: () =>
      fetchJson('/api/v1/administrator', { method: 'POST', body: { token: window.location.hash.slice(1) } }),
    onSuccess: () => window.location.assign('/'),
  })
  return (
    <SignedOutPage
      title="Become administrator"
      description="This link makes you an administrator of this installation. It works once, within fifteen minutes."
    >
      <SpaceBetween size="m">
        {redeem.error && <Alert type="error">{redeem.error.message}</Alert>}
        <Button variant="primary" onClick={() => redeem.mutate()} loading={redeem.isPending}>
          Sign in as administrator
        </Button>
      </SpaceBetween>
    </SignedOutPage>
  )
}
