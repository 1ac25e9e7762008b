import { type Component, type ComputedRef, type FunctionalComponent, type Slots } from 'vue'
import { computedValues } from './computedValues.ts'
import type { MarkdownComponents, MarkdownParts } from '../options.ts'
import CodeBlock from '../parts/CodeBlock.vue'
import DiagramView from '../parts/DiagramView.vue'
import FormulaView from '../parts/FormulaView.vue'
import RemoteImage from '../parts/RemoteImage.vue'
import TableFrame from '../parts/TableFrame.vue'

type Parts = Record<keyof MarkdownParts, Component>

const builtIn: Parts = {
  code: CodeBlock,
  diagram: DiagramView,
  formula: FormulaView,
  image: RemoteImage,
  table: TableFrame,
}

/**
 * Returns the component for each kind of content: the slot of that name, or a custom component, or the built-in one.
 */
export function useParts(getCustom: () => MarkdownComponents, slots: Slots): ComputedRef<Parts> {
  // Create each component once: with a new component, Vue would render all of its content again.
  const slotted = Object.fromEntries(
    Object.keys(builtIn).map((name) => [name, slotComponent(name, slots)]),
  )
  return computedValues<Parts>(() => {
    const used = Object.keys(slots).filter((name) => name in builtIn)
    const fromSlots = Object.fromEntries(used.map((name) => [name, slotted[name]]))
    return { ...builtIn, ...getCustom(), ...fromSlots }
  })
}

function slotComponent(name: string, slots: Slots): FunctionalComponent<Record<string, unknown>> {
  const component: FunctionalComponent<Record<string, unknown>> = (
    _props,
    { attrs, slots: inner },
  ) => slots[name]?.(name === 'table' ? { table: inner['default']?.()[0] } : attrs)
  component.inheritAttrs = false
  return component
}
