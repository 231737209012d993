import './theme/mantine.css';
import './theme/tokens.css';
import './theme/base.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from '@/api/client';
import { onSession, type SessionEvent } from '@/api/session';
import { noteEnd, sessionQuery } from '@/features/identity';
import { missingKeys, startLanguages } from '@/i18n';
import { colorSchemeManager, theme } from '@/theme/theme';
import { router } from './router';

const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? '';
// The scroll lock of dialogs writes a style of its own.
setNonce(nonce);

/** Somebody signed in or out here, or in another tab. */
async function follow(event: SessionEvent) {
  if (event === 'ended') {
    noteEnd(true);
    queryClient.setQueryData(sessionQuery.queryKey, null);
  } else {
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }
  // The guards of the routes decide anew who may stay.
  await router.invalidate();
}

onSession((event) => void follow(event));

declare global {
  interface Window {
    /** For the tests: keys that a page asked for in vain. */
    missingKeys: string[];
  }
}
window.missingKeys = missingKeys;

await startLanguages();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <DirectionProvider initialDirection={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'} detectDirection>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={colorSchemeManager}
        getStyleNonce={() => nonce}
        withStaticClasses
        withGlobalClasses={false}
      >
        <QueryClientProvider client={queryClient}>
          <Suspense>
            <RouterProvider router={router} />
          </Suspense>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
);
