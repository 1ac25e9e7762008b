import {
  loadMarkdownRenderer,
  markdownRenderer,
} from '../../../src/components/answer/markdown/markdownRenderer.ts'
import './clientApp.ts'

// Load the renderer without using it: answers are plain text in blocks.
await loadMarkdownRenderer()
markdownRenderer.value = undefined
