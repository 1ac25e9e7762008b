import { writeDocument } from '../document.ts'
import { startLongBench } from '../inPage/longBench.ts'
import { showPlainBlocks } from '../inPage/plainBlocks.ts'
import { createStage } from '../inPage/stage.ts'

/** Characters of plain text that fill a screen. */
const SCREEN = 4000

const container = createStage()

startLongBench(container, async () => {
  const button = Object.assign(document.createElement('button'), { textContent: 'Long' })
  const field = document.createElement('textarea')
  const text = document.createElement('div')
  field.ariaLabel = 'Message'
  container.append(button, field, text)
  button.onclick = () => showPlainBlocks(text)(writeDocument(SCREEN), false)
  return { isOpen: () => text.textContent !== '', begin: () => undefined }
})
