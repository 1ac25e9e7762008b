import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../support/fixtures.ts'
import { holdRequests } from '../../support/heldRequests.ts'
import { holdStorage } from '../../support/heldStorage.ts'
import { dispatchTransfer, notes } from '../../pages/attachments.ts'
import { seedHistory } from '../../support/seedHistory.ts'

/** Delay before a skeleton appears, in milliseconds. */
const SKELETON_DELAY = 180

/** Skeletons have neither role nor name: screen readers ignore them. */
const skeletonsIn = (scope: Page | Locator) => scope.locator('.skeleton')

/** Stops the page's clock. From here on the test advances it. */
async function stopTime(page: Page): Promise<void> {
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
}

async function expectSkeletonAfterDelay(page: Page, scope: Page | Locator): Promise<void> {
  await page.clock.runFor(SKELETON_DELAY - 1)
  await expect(skeletonsIn(scope)).toHaveCount(0)
  await page.clock.runFor(1)
  await expect(skeletonsIn(scope).first()).toBeVisible()
}

/** Watches for elements that match. Returns a function that returns whether one was visible at any moment. */
async function watchFor(page: Page, selector: string): Promise<() => Promise<boolean>> {
  const watch = await page.evaluateHandle((watched) => {
    let wasVisible = false
    const look = () => {
      const found = document.querySelector(watched)
      wasVisible ||= found?.checkVisibility({ visibilityProperty: true }) ?? false
    }
    look()
    const observer = new MutationObserver(look)
    observer.observe(document, { subtree: true, childList: true, attributes: true })
    return { wasVisible: () => wasVisible }
  }, selector)
  return () => watch.evaluate(({ wasVisible }) => wasVisible())
}

test.describe('a chat that loads from storage', () => {
  test.beforeEach(async ({ chat, page }) => {
    const askedAt = Date.now()
    await seedHistory(page, [
      { title: 'One', askedAt, texts: ['First', 'The first answer'] },
      { title: 'Two', askedAt: askedAt - 1, texts: ['Second', 'The second answer'] },
    ])
    await chat.sidebar.chat('One').click()
    await chat.expectAnswer('The first answer')
  })

  test('shows a skeleton if it is slow, and moves nothing @main', async ({
    chat,
    context,
    page,
    server,
  }) => {
    const release = await holdStorage(context, server.url)
    await stopTime(page)
    const positions = [await chat.composer.boundingBox()]
    await chat.sidebar.chat('Two').click()
    await page.clock.runFor(SKELETON_DELAY - 1)
    await expect(chat.lastAnswer, 'the old chat stays until then').toBeVisible()
    await page.clock.runFor(1)
    const main = page.getByRole('main')
    await expect(skeletonsIn(main).first()).toBeVisible()
    await expect(chat.lastAnswer).toBeHidden()
    await expect(chat.announcement).toHaveText('Opening chat…')
    await expect(main.getByRole('heading', { name: 'Two' })).toBeVisible()
    await expect(chat.sidebar.chat('Two')).toHaveAttribute('aria-current')
    positions.push(await chat.composer.boundingBox())

    await release()
    await page.clock.resume()
    await chat.expectAnswer('The second answer')
    await expect(skeletonsIn(page)).toHaveCount(0)
    positions.push(await chat.composer.boundingBox())
    expect(positions).toEqual([positions[0], positions[0], positions[0]])
  })

  test('keeps the text typed while it loads', async ({ chat, context, page, server }) => {
    await chat.composer.fill('unfinished')
    const release = await holdStorage(context, server.url)
    await chat.sidebar.chat('Two').click()
    await chat.composer.pressSequentially(' and then?')
    await release()
    await chat.expectAnswer('The second answer')
    await expect(chat.composer).toBeFocused()
    await page.keyboard.type(' Tell me.')
    await expect(chat.composer).toHaveValue(' and then? Tell me.')
    await chat.sidebar.chat('One').click()
    await expect(chat.composer).toHaveValue('unfinished')
  })

  test('keeps the file attached while it loads', async ({ chat, context, server }) => {
    const release = await holdStorage(context, server.url)
    await chat.sidebar.chat('Two').click()
    await dispatchTransfer(chat.composer, 'paste', notes)
    const attached = chat.page.getByText(notes.name, { exact: true })
    await release()
    await chat.expectAnswer('The second answer')
    await expect(attached).toBeVisible()
    await chat.sidebar.chat('One').click()
    await chat.expectAnswer('The first answer')
    await expect(attached).toBeHidden()
  })

  test('shows no skeleton if it is fast', async ({ chat, page }) => {
    await stopTime(page)
    const wasVisible = await watchFor(page, '.skeleton')
    await chat.sidebar.chat('Two').click()
    await expect(chat.questions).toHaveText([/Second/])
    await page.clock.runFor(SKELETON_DELAY)
    expect(await wasVisible()).toBe(false)
  })

  test('shows neither a welcome nor an empty list after a reload', async ({
    chat,
    context,
    page,
    server,
  }) => {
    const release = await holdStorage(context, server.url)
    await page.reload({ waitUntil: 'commit' })
    const wasWelcomeVisible = await watchFor(page, '.welcome')
    await expect(skeletonsIn(page.getByRole('main')).first()).toBeVisible()
    await expect(skeletonsIn(chat.sidebar.root)).toBeVisible()
    await expect(chat.sidebar.root).toContainText('Loading your chats…')
    await expect(chat.sidebar.root).not.toContainText('Your chats will appear here.')
    await release()
    await chat.expectAnswer('The first answer')
    await expect(chat.sidebar.chats).toHaveCount(2)
    await expect(skeletonsIn(page)).toHaveCount(0)
    expect(await wasWelcomeVisible()).toBe(false)
  })

  test('does not replace a question sent while it loads', async ({
    chat,
    context,
    page,
    server,
  }) => {
    const release = await holdStorage(context, server.url)
    await page.reload()
    await expect(skeletonsIn(page.getByRole('main')).first()).toBeVisible()
    await chat.ask('/fast Hello')
    await expect(skeletonsIn(page.getByRole('main'))).toHaveCount(0)
    await expect(chat.questions).toHaveText([/Hello/])
    await release()
    await expect(chat.sidebar.chats).toHaveCount(3)
    await expect(chat.questions).toHaveText([/Hello/])
  })
})

test('the first search shows a skeleton below the line that later shows the count', async ({
  chat,
  page,
}) => {
  await chat.ask('/fast About foxes')
  await chat.expectIdle()
  const release = await holdRequests(page, '**/assets/chatSearch*')
  await stopTime(page)
  await chat.sidebar.search.fill('foxes')
  await expectSkeletonAfterDelay(page, chat.sidebar.root)
  const line = await chat.sidebar.root.getByText('Searching…').boundingBox()
  await page.clock.resume()
  await release()
  await expect(chat.sidebar.results.first()).toBeVisible()
  await expect(skeletonsIn(page)).toHaveCount(0)
  const count = await chat.sidebar.root.getByText(/^\d+ results?$/).boundingBox()
  expect(count?.y).toBe(line?.y)
})

for (const [dialog, chunk, open] of [
  ['Settings', 'SettingsDialog', 'Control+,'],
  ['Settings', 'MoreSettings', 'Control+,'],
  ['Export chat', 'ChatExport', 'Export chat'],
] as const) {
  test(`${dialog} shows a skeleton while ${chunk} loads, and does not block the page`, async ({
    chat,
    page,
  }) => {
    await chat.ask('/fast Hello')
    await chat.expectIdle()
    const release = await holdRequests(page, `**/assets/${chunk}-*.js`)
    await stopTime(page)
    if (open.startsWith('Control')) await page.keyboard.press(open)
    else await page.getByRole('button', { name: open, exact: true }).click()
    await expectSkeletonAfterDelay(page, page)
    await expect(chat.announcement).toHaveText('Loading…')
    await chat.composer.click()
    await page.keyboard.type('Meanwhile')
    await expect(chat.composer).toHaveValue('Meanwhile')
    const skeletonBox = await page.locator('.dialog-skeleton > .dialog').boundingBox()
    await page.clock.resume()
    await release()
    const root = page.getByRole('dialog', { name: dialog, exact: true })
    await expect(root).toBeVisible()
    await expect(skeletonsIn(page)).toHaveCount(0)
    const box = await root.boundingBox()
    expect([box?.x, box?.width]).toEqual([skeletonBox?.x, skeletonBox?.width])
  })
}

test.describe('a chunk that fails to load', () => {
  test.use({ expectedTrouble: /Failed to load resource|Failed to fetch dynamically/ })

  test('leaves no skeleton, is reported each time, and loads after a reload', async ({
    chat,
    page,
  }) => {
    await page.route('**/assets/KeysHelp-*.js', (route) => route.abort())
    await stopTime(page)
    const wasVisible = await watchFor(page, '.skeleton')
    const trouble = chat.appRoot.getByText('couldn’t be loaded')
    for (const dismissed of [false, true]) {
      await chat.composer.press('Control+/')
      await expect(trouble).toBeVisible()
      if (!dismissed) await page.getByRole('button', { name: 'Dismiss' }).click()
    }
    await page.clock.runFor(SKELETON_DELAY)
    expect(await wasVisible()).toBe(false)

    await page.unroute('**/assets/KeysHelp-*.js')
    await chat.composer.fill('Still here')
    await page.getByRole('button', { name: 'Reload', exact: true }).click()
    await expect(trouble).toBeHidden()
    await expect(chat.composer).toHaveValue('Still here')
    await chat.composer.press('Control+/')
    await expect(page.getByRole('dialog')).toBeVisible()
  })
})

test.describe('in the settings', () => {
  test('the storage section reserves its space before the estimate is known', async ({
    chat,
    page,
  }) => {
    const known = await page.evaluateHandle(() => {
      let resolveEstimate: (estimate: StorageEstimate) => void = () => undefined
      const estimate = new Promise<StorageEstimate>((resolve) => (resolveEstimate = resolve))
      navigator.storage.estimate = () => estimate
      return { resolve: () => resolveEstimate({ usage: 1e6, quota: 1e9 }) }
    })
    await stopTime(page)
    await chat.settings.open()
    await expectSkeletonAfterDelay(page, chat.settings.root)
    const positions = [await chat.settings.announce.boundingBox()]
    await known.evaluate(({ resolve }) => resolve())
    await expect(chat.settings.root.getByRole('meter')).toBeVisible()
    await expect(skeletonsIn(page)).toHaveCount(0)
    positions.push(await chat.settings.announce.boundingBox())
    expect(positions[1]?.y).toBeCloseTo(positions[0]?.y ?? NaN, 0)
  })

  test.describe('for a server with models', () => {
    test.use({
      appConfig: { server: 'openai', baseUrl: 'http://models.test/v1' },
      expectedTrouble: /Failed to load resource/,
    })

    for (const [outcome, status] of [
      ['arrive', 200],
      ['do not arrive', 500],
    ] as const) {
      test(`nothing moves when the models ${outcome}`, async ({ chat, page }) => {
        const release = await holdRequests(page, 'http://models.test/v1/models')
        await chat.settings.open()
        const key = chat.settings.root.getByLabel('API key', { exact: true })
        const reload = chat.settings.root.getByRole('button', { name: 'Refresh models' })
        await expect(reload).toHaveAttribute('aria-disabled', 'true')
        const positions = [await key.boundingBox()]
        await release((route) => route.fulfill({ status, json: { data: [{ id: 'one' }] } }))
        await expect(reload).toHaveAttribute('aria-disabled', 'false')
        positions.push(await key.boundingBox())
        expect(positions[1]).toEqual(positions[0])
      })
    }
  })
})
