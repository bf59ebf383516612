import { expect, test } from 'vitest'
import { allSources } from '../all-sources.ts'
import { sourceDocs } from './source-docs.ts'

test('docs/sources.md says what the sources declare; `npx vitest run lib/collectors/derive/source-docs -u` writes it', async () => {
  await expect(sourceDocs(allSources)).toMatchFileSnapshot('../../../docs/sources.md')
})
