import type { BrowserContext, Page } from '@playwright/test'

/** Opens a tab on the app's origin, with its storage but without the app. */
export async function openPlainPage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.route('**/*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }),
  )
  await page.goto(`${origin}/plain`)
  return page
}
