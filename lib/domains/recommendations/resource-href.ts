import { deprecatedRuntime } from '#lib/checks/lambda/deprecated-runtime'
import { functionId } from '#lib/core/identity'

/** The page of an affected resource, or null where it has none of its own. */
export function resourceHref(
  accountId: string,
  { checkId, region, resourceName }: { checkId: string; region: string; resourceName: string },
): string | null {
  if (checkId !== deprecatedRuntime.id) return null
  return `/lambda/${accountId}/${functionId(region, resourceName)}`
}
