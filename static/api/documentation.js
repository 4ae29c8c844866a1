// The description of the API, to be read. Nothing is asked of another host: without
// `validatorUrl: null` the address of the description would be sent to one.
"use strict";

const place = document.getElementById("operations");

SwaggerUIBundle({
  url: place.dataset.schema,
  domNode: place,
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
