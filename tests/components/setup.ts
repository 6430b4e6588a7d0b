import { cleanup, configure } from '@testing-library/preact';
import { afterEach } from 'vitest';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => cleanup());
