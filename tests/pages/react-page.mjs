// An application with swagger-ui-react on one of its two routes.
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import SwaggerUI from 'swagger-ui-react';

function Application() {
  const [route, setRoute] = useState('docs');
  const link = createElement(
    'button',
    { id: 'away', type: 'button', onClick: () => setRoute(route === 'docs' ? 'away' : 'docs') },
    route,
  );
  const docs = createElement(SwaggerUI, { url: '/document/every', docExpansion: 'full' });
  return createElement('div', null, link, route === 'docs' ? docs : createElement('p', null, 'away'));
}

createRoot(document.querySelector('#app')).render(createElement(Application));
