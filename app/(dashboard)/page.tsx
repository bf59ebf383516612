import { requireViewer } from '#lib/auth/viewer'

export default async function OverviewPage() {
  await requireViewer('posture:read')
  return <h1>Overview</h1>
}
