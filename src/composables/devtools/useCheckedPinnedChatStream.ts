import { argumentChecks, checkGivenOptions, checkPinnedOptions } from '../../core/internal.ts'
import { checkUpdates } from '../updates.ts'
import { pinnedOptionShape } from '../optionShapes.ts'
import {
  useStream,
  type CreateChat,
  type UsePinnedChatStreamOptions,
  type UsePinnedChatStreamReturn,
} from '../useStream.ts'

/** Works like `usePinnedChatStream`, and checks the types of all options and arguments, for development. */
export function useCheckedPinnedChatStream(
  options: UsePinnedChatStreamOptions,
): UsePinnedChatStreamReturn {
  checkGivenOptions(options, pinnedOptionShape)
  checkPinnedOptions(options)
  checkUpdates(options.updates)
  return (options.inspect?.(createChat) ?? createChat)(options)
}

const createChat: CreateChat = (options) => useStream(options, { checks: argumentChecks })
