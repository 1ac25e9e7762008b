import { type ChatMessage, textOf } from '../../core/index.ts'
import { findLastCode } from '../transfer/codeBlocks.ts'

/** Copies the last code block of the open chat's answers. */
export async function copyLastCode(
  messages: readonly ChatMessage[],
): Promise<'copied' | 'none' | 'failed'> {
  for (const message of messages.toReversed()) {
    const code = message.role === 'assistant' ? findLastCode(textOf(message)) : undefined
    if (code === undefined) continue
    try {
      // Pages served over plain HTTP have no clipboard: this throws there as well.
      await navigator.clipboard.writeText(code)
      return 'copied'
    } catch {
      return 'failed'
    }
  }
  return 'none'
}
