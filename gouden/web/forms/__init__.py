"""What people type: fields of forms and of models that clean it. Begin with `model_fields`."""
