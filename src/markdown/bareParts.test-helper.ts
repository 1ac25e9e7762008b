import { h, type FunctionalComponent } from 'vue'
import type { CodeProps, FormulaProps, ImageProps, MarkdownComponents } from './options.ts'

const BareCode: FunctionalComponent<CodeProps> = ({ lines }) =>
  h(
    'pre',
    h(
      'code',
      lines
        .flat()
        .map((line) => `${line}\n`)
        .join(''),
    ),
  )
BareCode.props = ['language', 'info', 'lines', 'open']

const BareImage: FunctionalComponent<ImageProps> = (props) => h('img', { ...props })
BareImage.props = ['src', 'alt', 'title']

const BareFormula: FunctionalComponent<FormulaProps> = ({ tex }) => h('math', tex)
BareFormula.props = ['tex', 'display', 'open']

const BareTable: FunctionalComponent = (_props, { slots }) => slots['default']?.()

/** Parts that render only the elements of the specification. */
export const bareParts: Required<MarkdownComponents> = {
  code: BareCode,
  diagram: BareCode,
  image: BareImage,
  formula: BareFormula,
  table: BareTable,
}
