import { functionId } from '../../core/identity.ts'

let last = { region: '', name: '', id: '' }

/** `functionId`, remembering the last answer: versions of one function come one after the other. */
export function idOfFunction(region: string, name: string): string {
  if (last.name !== name || last.region !== region) last = { region, name, id: functionId(region, name) }
  return last.id
}
