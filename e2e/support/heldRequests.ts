import type { Page, Route } from '@playwright/test'
import { expect } from './fixtures.ts'

/**
 * Holds what is asked for, as a slow network does.
 *
 * @returns waits until something was asked for, and lets it go on, or answers it
 */
export async function holdRequests(page: Page, address: string) {
  const held: Route[] = []
  let isHeld = true
  await page.route(address, (route) => (isHeld ? void held.push(route) : route.continue()))
  return async (answer = (route: Route) => route.continue()) => {
    await expect.poll(() => held.length).toBeGreaterThan(0)
    isHeld = false
    await Promise.all(held.map(answer))
  }
}
