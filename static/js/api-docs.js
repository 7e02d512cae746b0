/* The documentation of the API, drawn by Swagger UI from the OpenAPI document of this portal. */
const docs = document.getElementById("docs");
SwaggerUIBundle({
  domNode: docs,
  url: docs.dataset.schema,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
});
