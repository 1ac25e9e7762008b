import { expect, type Page } from '@playwright/test'
import { createStubServer } from '../../../src/stub-server/index.ts'
import { routeToStub } from '../browser/routeToStub.ts'

/**
 * Sends questions on a page whose component shows answers as Markdown. Expects a styled answer from the stub, and then
 * one with a formula. Expects nothing on the console.
 *
 * @param formula the element that shows the formula: KaTeX's HTML, MathML, or the source
 */
export async function expectMarkdown(
  page: Page,
  url: string,
  formula: '.katex-html' | 'math' | 'code',
): Promise<void> {
  const stub = await createStubServer({ host: '127.0.0.1', port: 0, pace: { min: 0, max: 1 } })
  const consoleMessages: string[] = []
  page.on('console', (message) => consoleMessages.push(message.text()))
  page.on('pageerror', ({ message }) => consoleMessages.push(message))
  const stopRouting = await routeToStub(page, stub)
  const ask = async (question: string) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(question)
    await page.getByRole('button', { name: 'Send' }).click()
  }

  await page.goto(url)
  await ask('Show me a table')
  const answer = page.getByRole('article', { name: 'assistant' })
  const cell = answer.first().getByRole('cell').first()
  await expect(cell).toBeVisible()
  // The browser's own style of a cell has no border.
  await expect(cell).not.toHaveCSS('border-bottom-style', 'none')
  expect(stub.handler.state().runs).toBe(1)

  await stopRouting()
  const body = `data: ${JSON.stringify({ content: 'So $x^2$ grows.' })}\n\nevent: close\ndata: {}\n\n`
  const headers = { 'access-control-allow-origin': '*' }
  await page.route(
    '**/ai/chat/stream?*',
    (route) => route.fulfill({ contentType: 'text/event-stream', headers, body }),
    { times: 1 },
  )
  await ask('A formula?')
  await expect(answer.nth(1).locator(`.formula ${formula}`).first()).toBeVisible()
  expect(consoleMessages).toEqual([])
  await stub.close()
}
