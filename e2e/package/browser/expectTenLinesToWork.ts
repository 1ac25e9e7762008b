import { expect, type Page } from '@playwright/test'
import { story } from '../../../src/stub-server/answers/story.ts'
import { createStubServer } from '../../../src/stub-server/index.ts'

/** Where the README's lines ask. Whatever may listen there on this machine is not meant. */
const ASKED = 'http://localhost:8866'

/** Asks in a page that is the README's component, which must have asked nothing before, and have no complaint. */
export async function expectTenLinesToWork(page: Page, url: string): Promise<void> {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 1 } })
  const complaints: string[] = []
  const note = (text: string) => void complaints.push(text)
  page.removeAllListeners()
  page.on('console', (message) => note(message.text()))
  page.on('pageerror', ({ message }) => note(message))
  await page.route(`${ASKED}/**`, (route) =>
    route.continue({ url: route.request().url().replace(ASKED, stub.url) }),
  )

  await page.goto(url)
  await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled()
  expect(stub.handler.state().runs).toBe(0)
  await page.getByRole('textbox', { name: 'Message' }).fill('Tell me a story')
  await page.getByRole('button', { name: 'Send' }).click()
  const answer = page.getByText(/^assistant: /)
  await expect(answer).toContainText('Once upon a time')
  await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled()
  expect(await answer.textContent()).toBe(`assistant: ${story}`)
  expect(stub.handler.state().runs).toBe(1)
  expect(complaints).toEqual([])

  await page.unroute(`${ASKED}/**`)
  await stub.close()
}
