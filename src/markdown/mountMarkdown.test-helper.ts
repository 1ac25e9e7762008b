import { mount } from '@vue/test-utils'
import { nextTick, type ComponentOptionsMixin, type ComponentPublicInstance } from 'vue'
import { vi } from 'vitest'
import { bareParts } from './bareParts.test-helper.ts'
import type { MarkdownComponents, MarkdownLabels } from './options.ts'
import StreamMarkdown from './StreamMarkdown.vue'

// KaTeX draws nothing on a page without a document type, which happy-dom's has not.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

interface MountMarkdownOptions {
  streaming?: boolean
  cutOff?: boolean
  components?: MarkdownComponents
  labels?: Partial<MarkdownLabels>
  mixins?: ComponentOptionsMixin[]
}

/** Puts a document on the page. It is streaming and has bare parts, unless told otherwise. */
export function mountMarkdown(
  text: string,
  {
    streaming = true,
    cutOff = false,
    components = bareParts,
    labels = {},
    mixins = [],
  }: MountMarkdownOptions = {},
) {
  return mount(StreamMarkdown, {
    props: { text, streaming, cutOff, components, labels },
    attachTo: document.body,
    global: { mixins },
  })
}

export type MountedMarkdown = ReturnType<typeof mountMarkdown>

/** The blocks of a document that stand in nothing else. */
export function topLevelBlocks({ element }: MountedMarkdown): Element[] {
  const pages = (element as Element).querySelectorAll('.stream-markdown-page')
  return [...pages].flatMap((page) => [...page.children])
}

/** What changes in a node and below it. */
export function recordMutations(node: Node): { take: () => MutationRecord[] } {
  const records: MutationRecord[] = []
  const observer = new MutationObserver((added) => records.push(...added))
  observer.observe(node, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  })
  return {
    take() {
      records.push(...observer.takeRecords())
      return records.splice(0)
    },
  }
}

/** Which components are drawn, for the first time or again: their names, and the text that they show. */
export function recordDrawing(): { mixin: ComponentOptionsMixin; take: () => string[] } {
  const drawn: string[] = []
  function note(this: ComponentPublicInstance) {
    // What mounts a component in a test is one, too.
    if (this.$parent === null) return
    const { name, __name } = this.$options
    const { text } = this.$props as { text?: string }
    drawn.push(name === 'InlineText' ? `${name}: ${text}` : String(name ?? __name))
  }
  return { mixin: { mounted: note, updated: note }, take: () => drawn.splice(0) }
}

/** Shows what a long text still has to be shown of. Frames have to be fake. */
export async function showAll(): Promise<void> {
  await nextTick()
  while (vi.getTimerCount() > 0) {
    vi.advanceTimersToNextFrame()
    await nextTick()
  }
}
