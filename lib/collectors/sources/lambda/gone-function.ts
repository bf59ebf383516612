import type { AwsAccess } from '../../aws/access.ts'
import { AwsCallError } from '../../aws/call-error.ts'

/**
 * What was asked of one function, or nothing when it was deleted since its list was read. Trouble with this one function
 * is passed over and leaves the reading partial; trouble with the whole scope is thrown.
 */
export async function nothingIfGone<Item>(aws: AwsAccess, answer: Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof AwsCallError && error.code === 'ResourceNotFoundException')) aws.passOver(error)
    return []
  }
}
