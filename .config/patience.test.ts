import { expect, test, vi } from 'vitest'

test('vi.waitFor(), vi.waitUntil() and expect.poll() wait for longer than a second, for busy machines', async () => {
  const end = performance.now() + 1_200
  await Promise.all([
    vi.waitFor(() => expect(performance.now()).toBeGreaterThan(end)),
    vi.waitUntil(() => performance.now() > end),
    expect.poll(() => performance.now()).toBeGreaterThan(end),
  ])
})
