import { deprecatedRuntime } from './lambda/deprecated-runtime.ts'

/** Every check, for pages and filters that speak of them. */
export const ALL_CHECKS = [deprecatedRuntime] as const
