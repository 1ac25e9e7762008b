import { shallowReactive } from 'vue'
import type { LinkDefinition } from './linkDefinition.ts'

/** The link definitions of a document. Only the first definition of each label counts. */
export interface LinkReferences {
  define(label: string, definition: LinkDefinition): void
  /**
   * The definitions as an object for markdown-it. Reactive per label: a component that looks one up
   * while rendering is updated when that definition arrives, but not for any other.
   */
  readonly byLabel: Record<string, LinkDefinition>
}

export function createLinkReferences(): LinkReferences {
  const definitions = shallowReactive(new Map<string, LinkDefinition>())
  return {
    define(label, definition) {
      if (!definitions.has(label)) definitions.set(label, definition)
    },
    // Without a prototype: `[toString]` must not find an inherited property.
    byLabel: new Proxy(Object.create(null) as Record<string, LinkDefinition>, {
      get: (_target, label) => definitions.get(String(label)),
    }),
  }
}
