export interface LongTasks {
  /** How many tasks took more than 50 ms. */
  readonly count: number
  /** The longest of these tasks, in ms; 0 if there was none. */
  readonly longest: number
}

/** Watches for tasks of more than 50 ms. Returns a function that returns the tasks so far. */
export function watchLongTasks(): () => LongTasks {
  const durations: number[] = []
  const observer = new PerformanceObserver((list) => {
    durations.push(...list.getEntries().map(({ duration }) => duration))
  })
  observer.observe({ type: 'longtask' })
  return () => {
    durations.push(...observer.takeRecords().map(({ duration }) => duration))
    return { count: durations.length, longest: Math.max(0, ...durations) }
  }
}
