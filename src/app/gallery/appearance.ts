import { reactive } from 'vue'

/** How the components are shown, whichever they are. */
export const look = reactive({
  theme: 'system' as 'system' | 'light' | 'dark' | 'contrast',
  language: 'en' as 'en' | 'zh-CN',
  direction: 'ltr' as 'ltr' | 'rtl',
  /** In pixels; 0 for all that there is. */
  width: 0,
})
