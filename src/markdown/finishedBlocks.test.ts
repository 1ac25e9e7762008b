import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { ANSWER } from './answer.test-helper.ts'
import {
  mountMarkdown,
  recordMutations,
  topLevelBlocks,
  type MountedMarkdown,
} from './mountMarkdown.test-helper.ts'

enableAutoUnmount(afterEach)

afterEach(() => {
  vi.restoreAllMocks()
})

const isOrHolds = (block: Element) => (node: Node) => node.contains(block)

/** Returns the mutations that changed, removed or replaced some of the blocks. */
const touching = (blocks: readonly Element[], records: readonly MutationRecord[]) =>
  records.filter(({ target, removedNodes }) =>
    blocks.some((block) => block.contains(target) || [...removedNodes].some(isOrHolds(block))),
  )

function describeMutation({ type, target, attributeName }: MutationRecord): string {
  const place = target instanceof Element ? target.outerHTML : target.textContent
  return `${type} ${attributeName ?? ''} ${place}`
}

/** Streams a text by character. Returns the changes of blocks that were already followed by another block. */
async function streamByCharacter(
  wrapper: MountedMarkdown,
  text: string,
  settle: () => Promise<unknown>,
): Promise<string[]> {
  const mutations = recordMutations(wrapper.element)
  const changes: string[] = []
  for (let end = 1; end <= text.length; end++) {
    const finished = topLevelBlocks(wrapper).slice(0, -1)
    await wrapper.setProps({ text: text.slice(0, end), streaming: end < text.length })
    await settle()
    changes.push(...touching(finished, mutations.take()).map(describeMutation))
    const blocks = topLevelBlocks(wrapper)
    expect(finished.every((block, index) => block === blocks[index])).toBe(true)
  }
  return changes
}

/** A footnote reference becomes a link when its footnote arrives. */
const FOOTNOTE_MARK = /^attributes href <a .*role="doc-noteref"/

describe('an answer that arrives by character', () => {
  test('never changes, removes or replaces anything in a finished block', async () => {
    const wrapper = mountMarkdown('')
    const changes = await streamByCharacter(wrapper, ANSWER, nextTick)
    expect(topLevelBlocks(wrapper).length).toBeGreaterThan(20)
    expect(changes).toEqual([expect.stringMatching(FOOTNOTE_MARK)])
  })

  test('never replaces a block that grows or ends', async () => {
    const wrapper = mountMarkdown('')
    const mutations = recordMutations(wrapper.element)
    // The definition of a footnote looks at first like a paragraph that contains a reference.
    const text = ANSWER.slice(0, ANSWER.indexOf('[^1]:'))
    await streamByCharacter(wrapper, text, nextTick)
    const page = wrapper.get('.stream-markdown-page').element
    const removed = mutations
      .take()
      .flatMap(({ target, removedNodes }) => (target === page ? [...removedNodes] : []))
    expect(removed).toEqual([])
  })

  test('never changes a finished block in a document of several pages', async () => {
    const wrapper = mountMarkdown('')
    const text = ANSWER.replaceAll('[^1]', '')
    const changes = await streamByCharacter(wrapper, `${text}\n${text}`, nextTick)
    expect(wrapper.findAll('.stream-markdown-page').length).toBeGreaterThan(5)
    expect(changes).toEqual([])
  })

  test('never changes a finished block with highlighted code and rendered formulas', async () => {
    // Load the renderers with the first parts, so that later parts are drawn immediately. The clock is stopped, so
    // that no line waits for an idle page to be highlighted.
    const first = mountMarkdown('$x$\n\n```ts\nlet a\n```\n\n', { components: {} })
    await vi.waitFor(() => {
      first.get('.katex')
      first.get('.token-keyword')
    })
    vi.spyOn(performance, 'now').mockReturnValue(0)

    const wrapper = mountMarkdown('', { components: {} })
    const changes = await streamByCharacter(wrapper, ANSWER, flushPromises)

    expect(wrapper.findAll('.token-keyword').length).toBeGreaterThan(2)
    expect(wrapper.findAll('.katex')).toHaveLength(5)
    expect(changes).toEqual([expect.stringMatching(FOOTNOTE_MARK)])
  })
})
