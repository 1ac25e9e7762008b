import '@incremark/theme/styles.css'
import { IncremarkContent } from '@incremark/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { startRenderBench } from '../inPage/renderBench.ts'

interface CodeProps {
  readonly node: { readonly value: string }
}

/** Replaces its own code block, which would load Shiki. */
const PlainCode = ({ node }: CodeProps) =>
  createElement('pre', null, createElement('code', null, node.value))
const components = { code: PlainCode }

startRenderBench((container) => {
  const root = createRoot(container)
  return (content, streaming) => {
    root.render(createElement(IncremarkContent, { content, isFinished: !streaming, components }))
  }
})
