import type { Page } from '@playwright/test'
import { expect, test, type StartServer } from '../../support/fixtures.ts'
import { holdRequests } from '../../support/heldRequests.ts'
import { openWithManualParts } from '../../support/manualParts.ts'

declare global {
  var motions: Set<string>
}

/** Records every animation and transition, and every smooth scroll, from the first frame on. */
function recordMotions(): void {
  const motions = (globalThis.motions = new Set())
  /** A motion within a few frames is not visible; in milliseconds. */
  const SHORT = 50

  const nameOf = ({ localName, className }: Element) => `${localName}.${String(className)}`
  function look(): void {
    for (const animation of document.getAnimations()) {
      const { effect } = animation
      if (!(effect instanceof KeyframeEffect) || !effect.target) continue
      const { endTime = Infinity } = effect.getComputedTiming()
      if (Number(endTime) <= SHORT) continue
      const kind = animation instanceof CSSTransition ? animation.transitionProperty : 'animation'
      motions.add(`${kind} of ${nameOf(effect.target)}${effect.pseudoElement ?? ''}`)
    }
  }
  // Look when a motion starts, too: it may be shorter than the time between two looks.
  for (const type of ['animationstart', 'transitionrun'])
    document.addEventListener(type, look, { capture: true })
  const lookInEveryFrame = () => {
    look()
    requestAnimationFrame(lookInEveryFrame)
  }
  lookInEveryFrame()

  for (const name of ['scroll', 'scrollTo', 'scrollBy', 'scrollIntoView'] as const) {
    const original = Element.prototype[name] as (...args: unknown[]) => void
    Element.prototype[name] = function (this: Element, ...args: unknown[]) {
      const [options] = args
      const isSmooth = JSON.stringify(options ?? {}).includes('"smooth"')
      if (isSmooth) motions.add(`smooth ${name}`)
      original.apply(this, args)
    }
  }
}

/** Uses everything in the app that moves, as a user does. */
async function useEverything(page: Page, startServer: StartServer): Promise<void> {
  await page.addInitScript(recordMotions)
  const release = await holdRequests(page, '**/assets/StreamMarkdown-*.js')
  const { chat, ask } = await openWithManualParts(page, startServer)

  await test.step('a pending answer, and one that arrives before the renderer', async () => {
    const first = await ask('First')
    await expect(chat.lastAnswer).toContainText('Waiting')
    first.say({ type: 'text-delta', id: 't', delta: 'Plain' })
    await expect(chat.lastAnswer).toContainText('Plain')
    await release()
    await expect(chat.lastAnswer.getByRole('paragraph')).toHaveText('Plain')
    first.end()
    await chat.expectIdle()
  })

  await test.step('reasoning, a tool and a table, in a chat in the background', async () => {
    const second = await ask('Second')
    second.say(
      { type: 'reasoning-delta', id: 'r', delta: 'Hm.' },
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'search', input: {} },
    )
    await expect(chat.lastAnswer).toContainText('Running…')
    await chat.sidebar.newChat.click()
    await expect(chat.sidebar.chat('First')).toHaveAccessibleName(/Responding/)
    await chat.sidebar.chat('First').click()
    const table = '| a | b |\n| - | - |\n| 1 | 2 |\n\n'
    second.say({ type: 'text-delta', id: 't', delta: table + 'A line.\n\n'.repeat(80) })
    second.end()
    await chat.expectIdle()
  })

  await test.step('controls that appear on hover', async () => {
    await chat.lastAnswer.getByRole('table').hover()
    await chat.questions.first().hover()
    await chat.questions.last().hover()
  })

  await test.step('scrolling to the end', async () => {
    await chat.log.focus()
    await page.keyboard.press('Home')
    await chat.scrollToEnd.click()
    await expect(chat.scrollToEnd).toBeHidden()
  })

  await test.step('dialogs, menus and Undo', async () => {
    await chat.settings.open()
    await page.keyboard.press('Escape')
    await chat.sidebar.search.fill('line')
    await chat.sidebar.results.first().click()
    await chat.sidebar.search.fill('')
    await chat.sidebar.remove('First')
    await chat.sidebar.undo.click()
  })

  await test.step('the drawer', async () => {
    await page.setViewportSize({ width: 390, height: 700 })
    await chat.sidebar.opener.click()
    await expect(chat.sidebar.root).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(chat.sidebar.root).toBeHidden()
  })

  await test.step('a dialog that is loading', async () => {
    await holdRequests(page, '**/assets/ChatExport-*.js')
    await chat.transfer.exportOpener.click()
    await expect(page.locator('.skeleton').first()).toBeVisible()
  })
}

const motionsOf = (page: Page) => page.evaluate(() => [...globalThis.motions].toSorted())

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' })

  test('nothing moves, fades or scrolls smoothly @main', async ({ page, startServer }) => {
    test.slow()
    await useEverything(page, startServer)
    expect(await motionsOf(page)).toEqual([])
    const smooth = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => getComputedStyle(element).scrollBehavior !== 'auto')
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    )
    expect(smooth).toEqual([])
  })
})

test('without reduced motion, motions are recorded', async ({ page, startServer }) => {
  test.slow()
  await useEverything(page, startServer)
  expect(await motionsOf(page)).toEqual(
    expect.arrayContaining([
      'animation of div.block::after',
      'animation of div.skeleton title',
      'animation of i.',
      'animation of span.dot running',
      'animation of span.state running',
      'opacity of div.actions',
      'smooth scrollTo',
      'translate of div.side open',
    ]),
  )
})
