import { asViewer, type Viewer } from '#lib/db/as-viewer'
import { headText } from '#lib/history/chain'

/**
 * Where the history of decisions ended when an export was made, as `steward verify-history --head` takes it: who keeps it
 * can show later that none of the decisions before it was changed or taken away. Null before the first decision.
 */
export async function historyHead(viewer: Viewer): Promise<string | null> {
  const head = await asViewer(viewer, (tx) => tx.historyHead.findUnique({ where: { chain: 'decisions' } }))
  return head && headText({ sequence: Number(head.sequence), hash: head.hash })
}
