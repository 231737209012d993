//! Links as QR codes.

use qrcode::QrCode;
use qrcode::render::svg;

use crate::http::edge::error::{ApiError, ApiResult};

/// The QR code of a link, as SVG.
pub(in crate::http) fn svg(uri: &str) -> ApiResult<String> {
    let code = QrCode::new(uri).map_err(|_| ApiError::bad_request("the address is too long for a picture"))?;
    Ok(code.render::<svg::Color<'_>>().min_dimensions(200, 200).build())
}
