import type { BrowserContext, Page } from '@playwright/test'

/** A tab of the app's origin, with its storage, in which there is nothing. */
export async function openPlainPage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }),
  )
  await page.goto(`${origin}/plain`)
  return page
}
