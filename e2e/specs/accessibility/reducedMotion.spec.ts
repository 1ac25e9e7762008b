import type { Page } from '@playwright/test'
import { expect, test, type ServeOwn } from '../../support/fixtures.ts'
import { holdRequests } from '../../support/heldRequests.ts'
import { openPartsByHand } from '../../support/partsByHand.ts'

declare global {
  var motions: Set<string>
}

/** Notes whatever moves or fades, and each scroll that is asked to be smooth, from the first frame on. */
function noteMotions(): void {
  const motions = (globalThis.motions = new Set())
  /** What is over within a few frames is not seen to move; in milliseconds. */
  const SHORT = 50

  const nameOf = ({ localName, className }: Element) => `${localName}.${String(className)}`
  function look(): void {
    for (const animation of document.getAnimations()) {
      const { effect } = animation
      if (!(effect instanceof KeyframeEffect) || !effect.target) continue
      const { endTime = Infinity } = effect.getComputedTiming()
      if (Number(endTime) <= SHORT) continue
      const what = animation instanceof CSSTransition ? animation.transitionProperty : 'animation'
      motions.add(`${what} of ${nameOf(effect.target)}${effect.pseudoElement ?? ''}`)
    }
  }
  // They begin between two looks, too.
  for (const type of ['animationstart', 'transitionrun'])
    document.addEventListener(type, look, { capture: true })
  const lookOn = () => {
    look()
    requestAnimationFrame(lookOn)
  }
  lookOn()

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

/** What the app has in it that moves, as a person meets it. */
async function useEverything(page: Page, serveOwn: ServeOwn): Promise<void> {
  await page.addInitScript(noteMotions)
  const release = await holdRequests(page, '**/assets/StreamMarkdown-*.js')
  const { chat, ask } = await openPartsByHand(page, serveOwn)

  await test.step('an answer that is waited for, and that comes before it can be drawn', async () => {
    const first = await ask('First')
    await expect(chat.lastAnswer).toContainText('Waiting')
    first.say({ type: 'text-delta', id: 't', delta: 'Plain' })
    await expect(chat.lastAnswer).toContainText('Plain')
    await release()
    await expect(chat.lastAnswer.getByRole('paragraph')).toHaveText('Plain')
    first.end()
    await chat.expectIdle()
  })

  await test.step('thoughts, a tool and a table, in a chat that is left', async () => {
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

  await test.step('what comes with the pointer', async () => {
    await chat.lastAnswer.getByRole('table').hover()
    await chat.questions.first().hover()
    await chat.questions.last().hover()
  })

  await test.step('to the end', async () => {
    await chat.log.focus()
    await page.keyboard.press('Home')
    await chat.scrollToEnd.click()
    await expect(chat.scrollToEnd).toBeHidden()
  })

  await test.step('dialogs, menus and what can be undone', async () => {
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

  await test.step('what is waited for', async () => {
    await holdRequests(page, '**/assets/ChatExport-*.js')
    await chat.transfer.exportOpener.click()
    await expect(page.locator('.skeleton').first()).toBeVisible()
  })
}

const motionsOf = (page: Page) => page.evaluate(() => [...globalThis.motions].toSorted())

test.describe('for those who do not want it', () => {
  test.use({ reducedMotion: 'reduce' })

  test('nothing moves, fades or scrolls smoothly', async ({ page, serveOwn }) => {
    test.slow()
    await useEverything(page, serveOwn)
    expect(await motionsOf(page)).toEqual([])
    const smooth = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => getComputedStyle(element).scrollBehavior !== 'auto')
        .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    )
    expect(smooth).toEqual([])
  })
})

test('for all others there is some: it would be noticed', async ({ page, serveOwn }) => {
  test.slow()
  await useEverything(page, serveOwn)
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
