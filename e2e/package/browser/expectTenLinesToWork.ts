import { expect, type Page } from '@playwright/test'
import { story } from '../../../src/stub-server/answers/story.ts'
import { createStubServer } from '../../../src/stub-server/index.ts'
import { routeToStub } from './routeToStub.ts'

/**
 * Sends a question on a page that contains the README's component. Expects no request before that, and nothing on the
 * console.
 */
export async function expectTenLinesToWork(page: Page, url: string): Promise<void> {
  const stub = await createStubServer({ host: '127.0.0.1', port: 0, pace: { min: 0, max: 1 } })
  const consoleMessages: string[] = []
  const record = (text: string) => void consoleMessages.push(text)
  page.removeAllListeners()
  page.on('console', (message) => record(message.text()))
  page.on('pageerror', ({ message }) => record(message))
  const stopRouting = await routeToStub(page, stub)

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
  expect(consoleMessages).toEqual([])

  await stopRouting()
  await stub.close()
}
