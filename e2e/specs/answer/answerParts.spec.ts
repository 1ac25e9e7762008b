import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../../support/fixtures.ts'
import { openWithManualParts } from '../../support/manualParts.ts'
import { watchLine } from '../../support/watchLine.ts'

/** The smallest valid PNG image. */
const IMAGE_URL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('reasoning, tools, images and sources are shown in order, and move nothing @main', async ({
  page,
  startServer,
}) => {
  const { chat, ask } = await openWithManualParts(page, startServer)
  const { say, end } = await ask('Where do foxes live?')

  say({ type: 'start' }, { type: 'reasoning-delta', id: 'r', delta: 'I have to look it up.' })
  const folds = chat.lastAnswer.getByRole('group')
  const reasoning = folds.first()
  const call = folds.nth(1)
  await expect(reasoning.getByText('I have to look it up.')).toBeVisible()
  say(
    { type: 'text-delta', id: 't', delta: 'Let me see.' },
    { type: 'tool-input-start', toolCallId: 'c', toolName: 'search' },
    { type: 'tool-input-available', toolCallId: 'c', toolName: 'search', input: { q: 'foxes' } },
  )
  await expect(call).toContainText(/search\s*Running…/)
  await expect(reasoning.getByText('I have to look it up.')).toBeHidden()
  await call.locator('summary').click()
  await expect(call.getByRole('region', { name: 'Arguments' })).toHaveText(/"q": "foxes"/)

  const moved = [
    await watchLine(chat.lastAnswer.getByText('Let me see.')),
    await watchLine(call.locator('summary')),
  ]
  say({
    type: 'tool-output-available',
    toolCallId: 'c',
    output: { hits: Array(200).fill('a fox') },
  })
  await expect(call).toContainText(/search\s*Done/)
  const result = call.getByRole('region', { name: 'Result' })
  await expect(result).toContainText('a fox')
  // The result scrolls inside its own box.
  expect(await result.evaluate(({ scrollHeight, clientHeight }) => scrollHeight / clientHeight)) //
    .toBeGreaterThan(3)
  say(
    {
      type: 'source-url',
      sourceId: 'a',
      url: 'https://foxes.test/dens',
      title: 'Where foxes live',
    },
    { type: 'source-url', sourceId: 'b', url: 'javascript:alert(1)', title: 'A trap' },
    { type: 'file', mediaType: 'image/png', url: IMAGE_URL },
    { type: 'file', mediaType: 'image/png', url: 'https://pictures.test/fox.png' },
    { type: 'text-delta', id: 'u', delta: 'In dens.' },
  )
  await expect(chat.lastAnswer.getByRole('img', { name: 'Image' })).toHaveCount(1)
  await expect(
    chat.lastAnswer.getByRole('button', { name: 'Load image from pictures.test' }),
  ).toBeVisible()
  end()
  await chat.expectIdle()
  for (const endWatch of moved) expect(await endWatch()).toBe(0)

  const sources = chat.lastAnswer.getByRole('region', { name: 'Sources' })
  await expect(sources.getByRole('listitem')).toHaveText([
    /Where foxes live\s*foxes\.test/,
    'A trap',
  ])
  const link = sources.getByRole('link')
  await expect(link).toHaveAttribute('href', 'https://foxes.test/dens')
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')

  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await page.reload()
  await expect(sources.getByRole('listitem')).toHaveCount(2)
  await expect(call).toContainText(/search\s*Done/)
  await expect(reasoning).toContainText('Reasoning')
})
