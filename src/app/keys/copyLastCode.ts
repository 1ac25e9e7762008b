import { type ChatMessage, textOf } from '../../core/index.ts'
import { lastCodeIn } from '../transfer/codeBlocks.ts'

/** Puts the last code of the last answer that has any on the clipboard. */
export async function copyLastCode(
  messages: readonly ChatMessage[],
): Promise<'copied' | 'none' | 'failed'> {
  for (const message of messages.toReversed()) {
    const code = message.role === 'assistant' ? lastCodeIn(textOf(message)) : undefined
    if (code === undefined) continue
    try {
      // There is no clipboard on pages served over plain HTTP: that throws here, too.
      await navigator.clipboard.writeText(code)
      return 'copied'
    } catch {
      return 'failed'
    }
  }
  return 'none'
}
