"""The exercise in Streamlit: streamlit run streamlit_app.py"""

import streamlit as st
from exercise import CHOICES, STEPS, TITLE, answered

st.set_page_config(page_title="Predict the customer")
st.title(TITLE)
values = [
    st.radio(f"**{label}**  \n{line}", CHOICES, index=None, horizontal=True, key=id_) for id_, label, line in STEPS
]
st.write(answered(sum(value is not None for value in values)))
