import { afterEach, expect, test, vi } from 'vitest'
import { simulateAws } from '../../lib/collectors/testing/simulated-aws.ts'
import { useEnv } from '../../lib/env.ts'
import { accessProblem } from './access-problem.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function simulated(): Promise<void> {
  const aws = await simulateAws({ accounts: 4 })
  closers.push(() => aws.close(), useEnv({ awsRegion: aws.simulator.region, hubRoleArn: undefined }))
}

// The first: a process reads its certificates once, when it opens its connections.
test('a file of certificates that is not there is told at the start, by its setting', async () => {
  closers.push(useEnv({ awsRegion: 'eu-central-1', nodeExtraCaCerts: '/nonexistent/company.pem' }))
  expect(await accessProblem()).toMatch(/^NODE_EXTRA_CA_CERTS names a file that cannot be read .* nothing is collected/)
})

test('a start without credentials says in one line that there are none, what to set, and what follows', async () => {
  await simulated()
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, '')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
  const problem = await accessProblem()
  expect(problem).toMatch(/^Steward found no AWS credentials\. .*AWS_ACCESS_KEY_ID.*the pages show nothing new\.$/)
})

test('a start with credentials that work says nothing', async () => {
  await simulated()
  expect(await accessProblem()).toBeNull()
})
