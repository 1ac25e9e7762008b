import { mount } from '@vue/test-utils'
import { nextTick, type ComponentOptionsMixin, type ComponentPublicInstance } from 'vue'
import { vi } from 'vitest'
import { bareParts } from './bareParts.test-helper.ts'
import type { MarkdownComponents, MarkdownLabels } from './options.ts'
import StreamMarkdown from './StreamMarkdown.vue'

// KaTeX refuses to render on a page without a doctype, and happy-dom's page has none.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

interface MountMarkdownOptions {
  streaming?: boolean
  cutOff?: boolean
  components?: MarkdownComponents
  labels?: Partial<MarkdownLabels>
  mixins?: ComponentOptionsMixin[]
}

/** Mounts a document on the page. By default it is streaming and uses bare parts. */
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

/** Returns the top-level blocks of a document. */
export function topLevelBlocks({ element }: MountedMarkdown): Element[] {
  const pages = (element as Element).querySelectorAll('.stream-markdown-page')
  return [...pages].flatMap((page) => [...page.children])
}

/** Records the changes of a node and its descendants. */
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

/** Records which components render, for the first time or again: their names, and the text that they show. */
export function recordRendering(): { mixin: ComponentOptionsMixin; take: () => string[] } {
  const rendered: string[] = []
  function note(this: ComponentPublicInstance) {
    // Skip the wrapper component that Vue Test Utils mounts.
    if (this.$parent === null) return
    const { name, __name } = this.$options
    const { text } = this.$props as { text?: string }
    rendered.push(name === 'InlineText' ? `${name}: ${text}` : String(name ?? __name))
  }
  return { mixin: { mounted: note, updated: note }, take: () => rendered.splice(0) }
}

/** Runs frames until all of a long text is shown. Requires fake timers. */
export async function showAll(): Promise<void> {
  await nextTick()
  while (vi.getTimerCount() > 0) {
    vi.advanceTimersToNextFrame()
    await nextTick()
  }
}
