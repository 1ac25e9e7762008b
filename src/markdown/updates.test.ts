import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ANSWER } from './answer.test-helper.ts'
import {
  mountMarkdown,
  recordRendering,
  recordMutations,
  showAll,
  topLevelBlocks,
} from './mountMarkdown.test-helper.ts'

enableAutoUnmount(afterEach)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const repeat = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

/** Returns the components rendered at each update, and the number of changes on the page. */
async function measureUpdates(start: string, added: string) {
  const { mixin, take } = recordRendering()
  const wrapper = mountMarkdown(start, { components: {}, mixins: [mixin] })
  await showAll()
  await vi.waitFor(() => {
    if (!start.startsWith('```ts')) return
    // The last line may still grow.
    expect(wrapper.findAll('.token-keyword')).toHaveLength(start.split('\n').length - 3)
  })
  const mutations = recordMutations(wrapper.element)
  take()
  mutations.take()
  const updates: { drawn: string[]; changes: number }[] = []
  for (let end = 1; end <= added.length; end++) {
    await wrapper.setProps({ text: start + added.slice(0, end) })
    await flushPromises()
    updates.push({ drawn: take(), changes: mutations.take().length })
  }
  wrapper.unmount()
  return updates
}

/** Maximum number of components rendered per update, no matter how long the document is. */
const MAX_RENDERED = 10

describe('an update at the end of a long document', () => {
  const KINDS: { kind: string; large: number; start: string; draw: (index: number) => string }[] = [
    { kind: 'paragraphs', large: 2000, start: '', draw: () => 'Some *words* of it.\n\n' },
    { kind: 'headings', large: 2000, start: '', draw: () => '## Some *words*\n' },
    { kind: 'list items', large: 500, start: '', draw: () => '- some *words*\n' },
    { kind: 'numbered items', large: 500, start: '', draw: () => '1. some\n\n   words\n\n' },
    { kind: 'tasks', large: 500, start: '', draw: () => '- [x] some\n  - words\n' },
    {
      kind: 'table rows',
      large: 500,
      start: '|a|b|\n|-|-:|\n',
      draw: () => '| some | *words* |\n',
    },
    { kind: 'quoted paragraphs', large: 1000, start: '', draw: () => '> some *words*\n>\n' },
    { kind: 'quoted items', large: 500, start: '', draw: () => '> - some\n>   words\n' },
    { kind: 'lines of code', large: 2000, start: '```\n', draw: () => 'let a = 1\n' },
    { kind: 'highlighted lines', large: 2000, start: '```ts\n', draw: () => 'let a = 1\n' },
    {
      kind: 'paragraphs of a footnote',
      large: 500,
      start: 'a[^1]\n\n[^1]: one\n\n',
      draw: () => '    some *words*\n\n',
    },
  ]

  test.each(KINDS)(
    'renders as little as in a short document: $kind',
    async ({ large, start, draw }) => {
      // Load the language first, so that lines of code are highlighted immediately.
      vi.spyOn(performance, 'now').mockReturnValue(0)
      const short = start + repeat(large / 10, draw)
      const long = start + repeat(large, draw)
      const added = repeat(2, draw)

      const updates = await measureUpdates(long, added)

      expect(updates).toEqual(await measureUpdates(short, added))
      const most = Math.max(...updates.map(({ drawn }) => drawn.length))
      expect(most).toBeGreaterThan(0)
      expect(most).toBeLessThanOrEqual(MAX_RENDERED)
    },
  )

  test('renders none of the earlier blocks', async () => {
    const { mixin, take } = recordRendering()
    const start = `${ANSWER.slice(0, ANSWER.indexOf('[^1]:'))}Fi`
    const wrapper = mountMarkdown(start, { mixins: [mixin] })
    take()
    await wrapper.setProps({ text: `${start}n` })
    expect(take()).toEqual(['InlineText: Fin', 'BlockPage', 'PageSheet', 'StreamMarkdown'])
  })
})

describe('a definition that arrives late', () => {
  const BEFORE = 'Uses [a] and [^n].\n\nUses [b].\n\n- [a] in a list\n- nothing\n\n> Uses [^n].\n\n'

  /**
   * Returns the components rendered again when the last character of the definition arrives, and the changed blocks.
   */
  async function drawnAt(definition: string, last: string) {
    const { mixin, take } = recordRendering()
    const start = BEFORE + definition
    const wrapper = mountMarkdown(start, { mixins: [mixin] })
    const blocks = topLevelBlocks(wrapper)
    const mutations = recordMutations(wrapper.element)
    take()
    await wrapper.setProps({ text: start + last })
    const records = mutations.take()
    const changed = blocks.flatMap((block, index) =>
      records.some(({ target }) => block.contains(target)) ? [index] : [],
    )
    return { wrapper, drawn: take(), changed }
  }

  test('of a link renders only the texts that use it again', async () => {
    const { wrapper, drawn, changed } = await drawnAt('[a]: https://a.example\n', '\n')
    expect(drawn.filter((name) => name.startsWith('InlineText')).sort()).toEqual([
      'InlineText: Uses [a] and [^n].',
      'InlineText: [a] in a list',
    ])
    expect(changed).toEqual([0, 2])
    expect(wrapper.findAll('a[href="https://a.example"]')).toHaveLength(2)
  })

  test('of a footnote renders its references, and no text but its own', async () => {
    const { wrapper, drawn, changed } = await drawnAt('[^n]: A note.\n\nMore.', '\n')
    expect(drawn.filter((name) => name.startsWith('InlineText'))).toEqual(['InlineText: A note.'])
    expect(drawn.filter((name) => name === 'FootnoteReference')).toHaveLength(2)
    expect(changed).toEqual([0, 3])
    expect(wrapper.findAll('sup > a[href]')).toHaveLength(2)
  })

  test('that nothing uses renders no text again', async () => {
    const { drawn, changed } = await drawnAt('[other]: https://a.example\n', '\n')
    expect(drawn.filter((name) => /InlineText|FootnoteReference/.test(name))).toEqual([])
    expect(changed).toEqual([])
  })
})
