import type { Page, Route } from '@playwright/test'
import { expect } from './fixtures.ts'

/**
 * Holds requests to a URL back, as a slow network does.
 *
 * @returns a function that waits for at least one such request, then continues all of them or answers them
 */
export async function holdRequests(page: Page, url: string) {
  const held: Route[] = []
  let isHeld = true
  await page.route(url, (route) => (isHeld ? void held.push(route) : route.continue()))
  return async (answer = (route: Route) => route.continue()) => {
    await expect.poll(() => held.length).toBeGreaterThan(0)
    isHeld = false
    await Promise.all(held.map(answer))
  }
}
