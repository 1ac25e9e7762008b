import { shallowReactive } from 'vue'
import type { LinkDefinition } from './linkDefinition.ts'

/** The link definitions of a document. The first of a label counts. */
export interface LinkReferences {
  define(label: string, definition: LinkDefinition): void
  /**
   * The definitions as markdown-it looks them up. Whoever does so while it is drawn is drawn again when that
   * definition, and no other, comes later.
   */
  readonly byLabel: Record<string, LinkDefinition>
}

export function createLinkReferences(): LinkReferences {
  const definitions = shallowReactive(new Map<string, LinkDefinition>())
  return {
    define(label, definition) {
      if (!definitions.has(label)) definitions.set(label, definition)
    },
    // No property of an object's prototype may pass for a definition.
    byLabel: new Proxy(Object.create(null) as Record<string, LinkDefinition>, {
      get: (_target, label) => definitions.get(String(label)),
    }),
  }
}
