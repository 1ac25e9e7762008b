import 'streamdown/styles.css'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { Streamdown } from 'streamdown'
import { startRenderBench } from '../inPage/renderBench.ts'

// Its streaming mode is the default. Without plugins, it does not highlight code.
startRenderBench((container) => {
  const root = createRoot(container)
  return (text, streaming) => {
    root.render(createElement(Streamdown, { isAnimating: streaming }, text))
  }
})
