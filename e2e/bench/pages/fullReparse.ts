import MarkdownIt from 'markdown-it'
import { startRenderBench } from '../inPage/renderBench.ts'

const markdown = new MarkdownIt({ linkify: true })

startRenderBench((place) => (text) => {
  place.innerHTML = markdown.render(text)
})
