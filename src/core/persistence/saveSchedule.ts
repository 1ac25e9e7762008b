/** Decides when a chat is saved. */
export interface SaveSchedule {
  /** Call this after every change: saves at once if it is urgent, or if the last save was long enough ago. */
  changed(isUrgent: boolean): void
  /** Returns the save that is in progress. */
  saving(): PromiseLike<void> | undefined
  stop(): void
}

export interface SaveScheduleOptions {
  /** Saves the chat. Returns a promise that never rejects, or undefined if the chat is saved already. */
  save(): PromiseLike<void> | undefined
  isSaved(): boolean
  /** Returns the least time until the next save, in milliseconds. */
  getInterval(): number
}

export function createSaveSchedule({
  save,
  isSaved,
  getInterval,
}: SaveScheduleOptions): SaveSchedule {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: PromiseLike<void> | undefined
  let isDue = false
  let isStopped = false

  /** Saves the chat unless it is saved already, but not before the save in progress has ended. */
  function saveNext(): void {
    isDue = Boolean(saving)
    if (saving || isStopped || isSaved()) return
    clearTimeout(timer)
    saving = save()?.then(waitForNext)
    if (!saving) waitForNext()
  }

  function waitForNext(): void {
    saving = undefined
    if (isStopped) return
    timer = setTimeout(() => {
      timer = undefined
      saveNext()
    }, getInterval())
    if (isDue) saveNext()
  }

  return {
    changed(isUrgent) {
      if (isUrgent || (!timer && !saving)) saveNext()
    },
    saving: () => saving,
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
