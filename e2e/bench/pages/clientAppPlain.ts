import {
  loadMarkdownRenderer,
  markdownRenderer,
} from '../../../src/components/answer/markdownRenderer.ts'
import './clientApp.ts'

// Loaded, and not used: answers are plain text in blocks.
await loadMarkdownRenderer()
markdownRenderer.value = undefined
