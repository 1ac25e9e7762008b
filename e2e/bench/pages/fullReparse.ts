import MarkdownIt from 'markdown-it'
import { startRenderBench } from '../inPage/renderBench.ts'

const markdown = new MarkdownIt({ linkify: true })

startRenderBench((container) => (text) => {
  container.innerHTML = markdown.render(text)
})
