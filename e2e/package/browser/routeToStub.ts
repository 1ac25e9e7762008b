import type { Page } from '@playwright/test'
import type { StubServer } from '../../../src/stub-server/index.ts'

/** The endpoint in the examples of the docs, of any origin. */
const ENDPOINT = '**/ai/chat/stream?*'

/**
 * Sends a page's questions to the stub, no matter which origin their endpoint has.
 *
 * @param stub a stub with the host of the page, `127.0.0.1`: it refuses questions of other sites
 * @returns a function that ends this
 */
export async function routeToStub(page: Page, { url }: StubServer): Promise<() => Promise<void>> {
  await page.route(ENDPOINT, (route) => {
    const { pathname, search } = new URL(route.request().url())
    return route.continue({ url: `${url}${pathname}${search}` })
  })
  return () => page.unroute(ENDPOINT)
}
