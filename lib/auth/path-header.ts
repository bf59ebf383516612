/** Where a page was asked for, as the proxy tells it to the page, so that signing in leads back to it. */
export const PATH_HEADER = 'x-steward-path'
