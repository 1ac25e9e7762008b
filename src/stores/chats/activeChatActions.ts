import type { FilePart } from '../../core/index.ts'
import type { ActiveChat } from './activeChat.ts'

/** Returns what the user can do in the active chat. */
export function createActiveChatActions({ current }: ActiveChat) {
  return {
    stop: () => current.value.stop(),
    /** Sends the last question again after its answer failed. */
    retry: () => current.value.regenerate(),
    /** Requests another answer to the last question. */
    regenerate: () => current.value.regenerate(),
    /** Sends a changed question as a new version beside the old one. */
    edit: (questionId: string, text: string, files?: readonly FilePart[]) =>
      current.value.edit(questionId, text, files),
    showVersion: (messageId: string) => current.value.showVersion(messageId),
    /** Removes a question with its answers. @returns a function that brings them back */
    removeTurn: (questionId: string) => current.value.removeTurn(questionId),
    /** Shows the branch that contains a message, unless the message is shown already. */
    showMessage(messageId: string): void {
      const isShown = current.value.messages.some(({ id }) => id === messageId)
      if (!isShown) current.value.showVersion(messageId)
    },
    /** Continues an interrupted answer, if its server still has the rest of it. @returns whether it may have it */
    async resume(): Promise<boolean> {
      const canResume = current.value.messages.at(-1)?.run?.sessionId !== undefined
      if (canResume) await current.value.resume()
      return canResume
    },
  }
}
